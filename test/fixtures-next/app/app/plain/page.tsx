import { Suspense } from "react";
import { Who } from "../who";

export default function Page() {
  return (
    <Suspense fallback="…">
      <Who />
    </Suspense>
  );
}
