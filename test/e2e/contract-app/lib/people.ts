export interface Person {
  id: string;
  name: string;
  email: string;
  role: string;
  password: string;
}

export const people: Person[] = [
  { id: "1", name: "Ada", email: "ada@example.com", role: "member", password: "engine" },
  { id: "2", name: "Grace", email: "grace@example.com", role: "admin", password: "compiler" },
];

export async function fetchUserProfile(email: string) {
  const person = people.find((candidate) => candidate.email === email);
  return { email, favourite: person ? `the ${person.password}` : "unknown" };
}
