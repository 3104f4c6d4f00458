import { startProvider } from "./provider.js";

const { PORT = "4000", CLIENT_ID, CLIENT_SECRET, REDIRECT_URIS } = process.env;
if (!CLIENT_ID || !CLIENT_SECRET || !REDIRECT_URIS) {
  console.error("Set CLIENT_ID, CLIENT_SECRET and REDIRECT_URIS (separated by spaces).");
  process.exit(1);
}

const { issuer } = await startProvider({
  port: Number(PORT),
  clients: [
    {
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
      client_name: "Latchkey demo",
      redirect_uris: REDIRECT_URIS.split(" "),
    },
  ],
});
console.log(`Local provider on ${issuer}`);
