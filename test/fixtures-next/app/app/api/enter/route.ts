import { signIn } from "../../../auth";

export async function POST(request: Request): Promise<Response> {
  return signIn("credentials", await request.formData());
}
