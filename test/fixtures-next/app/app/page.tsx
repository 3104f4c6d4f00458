import { Suspense } from "react";
import * as actions from "./actions";
import { Who } from "./who";

export default function Page() {
  return (
    <main>
      <Suspense fallback="…">
        <Who />
      </Suspense>
      {Object.entries(actions).map(([name, action]) => (
        <form key={name} id={name} action={action as () => Promise<void>}>
          <button type="submit">{name}</button>
        </form>
      ))}
    </main>
  );
}
