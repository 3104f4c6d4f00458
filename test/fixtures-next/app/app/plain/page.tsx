import { Suspense } from "react";
import { ask, leaveWhileAsking, touch } from "../actions";
import { Who } from "../who";

/** Out of the proxy's reach. */
export default function Page() {
  return (
    <main>
      <Suspense fallback="…">
        <Who />
      </Suspense>
      <form action={ask as unknown as () => Promise<void>}>
        <button type="submit">ask</button>
      </form>
      <form action={touch}>
        <button type="submit">touch</button>
      </form>
      <form action={leaveWhileAsking}>
        <button type="submit">leave</button>
      </form>
    </main>
  );
}
