/** Runs once when the server starts. Here domains that do not know each other are brought together. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { checkEnvironment } = await import('@/lib/boot')
    checkEnvironment()
    const { onSessionsEnded } = await import('@/lib/accounts/session-end')
    const { moveRoomsOfEndedSession } = await import('@/lib/rooms/session-end')
    onSessionsEnded('rooms', moveRoomsOfEndedSession)
  }
}
