import Link from 'next/link'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/panel'
import { formatDate, formatDuration } from '@/lib/format'
import type { StudyPartner } from '@/lib/progress/partners'
import { routes } from '@/lib/routes'

/** The people one has focused with: who is here, for how long together, and where they sit. */
export function PartnerList({ partners, timeZone }: { partners: readonly StudyPartner[]; timeZone: string }) {
  return (
    <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
      {partners.map((partner) => (
        <Card as="li" key={partner.id} className="flex flex-col gap-3">
          <div className="flex items-center gap-3">
            <Avatar name={partner.username} src={partner.avatarUrl} />
            <div className="min-w-0 flex-1">
              <Link
                href={routes.person(partner.username)}
                className="block truncate rounded-xs font-medium text-ink hover:underline"
              >
                {partner.username}
              </Link>
              <p className="text-sm text-ink-faint">Level {partner.level}</p>
            </div>
            {partner.isOnline ? <Badge tone="success">Here now</Badge> : null}
          </div>
          <p className="text-sm text-ink-soft">
            {formatDuration(partner.togetherMinutes)} together, last on{' '}
            <time dateTime={partner.lastTogetherAt.toISOString()}>{formatDate(partner.lastTogetherAt, timeZone)}</time>
          </p>
          {partner.room ? (
            <Button
              variant="secondary"
              size="sm"
              className="w-fit max-w-full"
              render={<Link href={routes.joinByCode(partner.room.code)} />}
            >
              <span className="min-w-0 truncate">
                Join them in <bdi>{partner.room.name}</bdi>
              </span>
            </Button>
          ) : null}
        </Card>
      ))}
    </ul>
  )
}
