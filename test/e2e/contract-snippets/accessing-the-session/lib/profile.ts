export async function fetchUserProfile(email: string) {
  return { email };
}
