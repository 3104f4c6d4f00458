/**
 * Where to go after sign-in: a path or URL from the query, or the dashboard. `redirectTo` goes
 * through the `redirect` callback, which lets no other origin pass.
 */
export function localPath(value: FormDataEntryValue | string | null | undefined): string {
  return typeof value === "string" && value !== "" ? value : "/dashboard";
}
