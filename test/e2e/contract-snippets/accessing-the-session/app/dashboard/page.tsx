// app/dashboard/page.tsx
import { auth } from '@/auth';
import { redirect } from 'next/navigation';

export default async function Dashboard() {
  const session = await auth();

  if (!session?.user) {
    redirect('/api/auth/signin');
  }

  return (
    <div>
      <h1>Welcome, {session.user.name}!</h1>
      <p>Email: {session.user.email}</p>
      <img 
        src={session.user.image || '/default-avatar.png'} 
        alt="Profile" 
        className="w-16 h-16 rounded-full"
      />
    </div>
  );
}
