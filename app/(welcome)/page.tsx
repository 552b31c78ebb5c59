import { JoinChapter, RoomsChapter, WindowChapter } from '@/components/welcome/chapters'
import { Hero } from '@/components/welcome/hero'
import { redirectSignedIn } from '@/lib/accounts/visitor'

/** For visitors; who is logged in goes to their table. */
export default async function LandingPage() {
  await redirectSignedIn()
  return (
    <>
      <Hero />
      <div className="fades-when-quiet mx-auto grid w-full max-w-384 gap-4 pt-6 lg:gap-6">
        <RoomsChapter />
        <WindowChapter />
        <JoinChapter />
      </div>
    </>
  )
}
