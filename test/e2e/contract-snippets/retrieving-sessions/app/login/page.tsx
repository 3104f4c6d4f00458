import { signIn } from "../../auth";

export default function Login() {
  return (
    <form
      action={async (form: FormData) => {
        "use server";
        await signIn("credentials", { email: form.get("email"), redirectTo: "/dashboard" });
      }}
    >
      <label>
        E-mail <input name="email" type="email" />
      </label>
      <button type="submit">Sign in</button>
    </form>
  );
}
