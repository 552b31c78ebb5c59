import { plainRoute } from '@/lib/api'
import { enforceGuard } from '@/lib/guard'
import { toAnkiText } from '@/lib/tutor/recall/anki'
import { exportCardsLimit } from '@/lib/tutor/recall/limits'
import { listCardTexts } from '@/lib/tutor/recall/queries'

/** All the viewer's cards as a file that Anki imports. */
export const GET = plainRoute('recall.export', async () => {
  const { viewer, now } = await enforceGuard({ access: 'viewer', limit: exportCardsLimit }, { isRead: true })
  const headers = {
    'Content-Type': 'text/tab-separated-values; charset=utf-8',
    'Content-Disposition': `attachment; filename="virtualcafe-cards-${now.toISOString().slice(0, 10)}.tsv"`,
    'Cache-Control': 'private, no-store',
  }
  return new Response(toAnkiText(await listCardTexts(viewer)), { headers })
})
