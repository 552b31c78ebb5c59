/** A complete environment of one machine, for tests; no service behind it is ever called. */
export const localTestEnv = {
  NEXTAUTH_URL: 'http://localhost:3000',
  NEXTAUTH_SECRET: 'test-secret-test-secret-test-secret-test',
  PUSHER_APP_ID: '123456',
  PUSHER_KEY: 'test-key',
  PUSHER_SECRET: 'test-secret',
  PUSHER_HOST: '127.0.0.1',
  PUSHER_PORT: '1',
  PUSHER_USE_TLS: 'false',
  CRON_SECRET: 'test-cron-secret-test',
  LOG_LEVEL: 'error',
}
