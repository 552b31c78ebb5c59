import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { routes } from '@/lib/routes'
import { FullPageMessage } from './full-page-message'

/** What stands at an address that leads nowhere: what is missing and what is forbidden look alike. */
export function NothingHere({ isInFrame = false, isLoggedIn = false }: { isInFrame?: boolean; isLoggedIn?: boolean }) {
  return (
    <FullPageMessage
      isInFrame={isInFrame}
      title="That’s not on the menu"
      description="There is nothing at this address. Check the link: a letter may be missing."
      actions={
        isLoggedIn ? (
          <Button render={<Link href={routes.dashboard} />}>Back to the dashboard</Button>
        ) : (
          <Button render={<Link href={routes.landing} />}>Back to the home page</Button>
        )
      }
    />
  )
}
