import type { ReactNode } from 'react'
import { VerifyBanner } from '@/components/accounts/verify-banner'
import { AppShell } from '@/components/frame/app-shell'
import { RealtimeProvider } from '@/components/realtime/realtime-provider'
import { logOutAction } from '@/lib/accounts/actions'
import { getViewer } from '@/lib/accounts/viewer'
import { realtimeClientConfig } from '@/lib/realtime/pusher'

/** The frame of every signed-in page. Each page asks for the viewer itself and sends strangers to the log-in page. */
export default async function CafeLayout({ children }: { children: ReactNode }) {
  const viewer = await getViewer()
  if (!viewer) return children
  const { id, username, avatarUrl, level, isVerified, scene } = viewer
  return (
    <RealtimeProvider config={realtimeClientConfig()}>
      <AppShell
        viewer={{ id, username, avatarUrl, level, isVerified }}
        logOutAction={logOutAction}
        sceneId={scene}
        notice={isVerified ? null : <VerifyBanner />}
      >
        {children}
      </AppShell>
    </RealtimeProvider>
  )
}
