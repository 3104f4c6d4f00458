import { Suspense } from "react";
import { ask, enter, leave, rename, touch, wrong } from "./actions";
import { Who } from "./who";

export default function Page() {
  return (
    <main>
      <Suspense fallback="…">
        <Who />
      </Suspense>
      {Object.entries({ ask, enter, leave, rename, touch, wrong }).map(([name, action]) => (
        <form key={name} id={name} action={action as () => Promise<void>}>
          <button type="submit">{name}</button>
        </form>
      ))}
    </main>
  );
}
