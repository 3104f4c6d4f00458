/**
 * Loads one URL and prints how many requests a second were answered; a process of its own, so that it takes no time
 * from who measures. `COOKIES=<JSON list> node load.mjs <url> <seconds>`: each request carries the next cookie.
 */
import autocannon from "autocannon";

const [url, seconds] = process.argv.slice(2);
const cookies = JSON.parse(process.env.COOKIES);
const result = await autocannon({
  url,
  connections: 8,
  duration: Number(seconds),
  requests: cookies.map((cookie) => ({ headers: { cookie } })),
});
const wrong = result.non2xx + result.errors + result.timeouts;
if (wrong > 0)
  throw new Error(`${wrong} of ${result.requests.sent} requests were not answered with 2xx`);
console.log(result.requests.total / result.duration);
