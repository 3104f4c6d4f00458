"use client";

import { useActionState } from "react";
import { changeName } from "@/lib/actions";

/** Changes the name in the session. What the action returns is said aloud. */
export function NameForm({ name }: { name: string }) {
  const [state, submit, pending] = useActionState(changeName, {});
  return (
    <form action={submit} className="grid gap-3">
      <label className="grid gap-1.5 text-sm font-medium">
        New name
        <input
          key={name}
          className="field font-normal"
          name="name"
          autoComplete="name"
          required
          maxLength={60}
          defaultValue={name}
        />
      </label>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <button type="submit" className="button" disabled={pending}>
          {pending ? "Saving" : "Save"}
        </button>
        <p role="status" className={`text-sm ${state.error ? "text-bad" : "text-good"}`}>
          {state.error ?? state.done}
        </p>
      </div>
    </form>
  );
}
