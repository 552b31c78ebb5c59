/**
 * What each setting is for: the one place from which `.env.example` and the table in docs/operating.md are written
 * (`npm run env:example`). What a value may be is decided in `rules.mjs`.
 */

type Setting = {
  name: string
  /** Who has to set it; left out: nobody has to. */
  needed?: string
  /** A value as somebody would write it. */
  example: string
  /** One or two sentences, plain text without a line break; `code` in backquotes. */
  purpose: string
}

export type SettingGroup = { title: string; settings: Setting[] }

const severalMachines = 'serverless, several machines'
const publicSite = 'public sites'
const outsideServer = 'an outside realtime server'

/** The group of settings that only the tests read, or that a public site must not have. */
export const testsTitle = 'Tests'

export const settingGroups: SettingGroup[] = [
  {
    title: 'Address and secrets',
    settings: [
      {
        name: 'NEXTAUTH_URL',
        needed: publicSite,
        example: 'https://cafe.example',
        purpose:
          'The public origin. Links, cookies and origin checks come from it. Unset or a loopback address: local mode, for one person on their own machine.',
      },
      {
        name: 'NEXTAUTH_SECRET',
        needed: severalMachines,
        example: 'at-least-32-characters-of-your-own',
        purpose:
          'At least 32 characters; seals session cookies. Unset: `npm start` makes one and keeps it in `secrets.json` of the data folder.',
      },
      {
        name: 'LOCAL_MODE_HOSTS',
        example: 'cafe.lan, 192.168.1.20',
        purpose:
          'Further host names under which local mode may be reached, also through a proxy. Comma-separated, without ports.',
      },
      {
        name: 'OUTBOX_KEY',
        example: 'at-least-16-characters',
        purpose:
          'At least 16 characters; opens the outbox of local mode. Unset: `npm start` makes one and prints the link.',
      },
      {
        name: 'CLIENT_IP_HEADER',
        needed: 'behind a proxy',
        example: 'X-Real-IP',
        purpose:
          "The header in which your proxy states the visitor's address, for the app and the built-in realtime server. Unset: all people who are not logged in share one rate limit, and a public site starts with a warning.",
      },
      {
        name: 'HSTS_SCOPE',
        example: 'host',
        purpose: 'Whom `Strict-Transport-Security` binds: `host` (the default), `subdomains` or `preload`.',
      },
      {
        name: 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY',
        example: 'output-of-openssl-rand-base64-32',
        purpose:
          'Names the server actions when the app is built. Unset: it follows from the sources, so that machines with the same sources understand each other.',
      },
    ],
  },
  {
    title: 'Database',
    settings: [
      {
        name: 'DATABASE_URL',
        needed: severalMachines,
        example: 'postgres://user:password@db.example/cafe',
        purpose:
          '`postgres://…` for PostgreSQL, or `file:<path>` for SQLite in a folder that exists. Unset: a SQLite file in the data folder.',
      },
      { name: 'DATABASE_POOL_SIZE', example: '5', purpose: 'Connections that one process holds to PostgreSQL (5).' },
    ],
  },
  {
    title: 'Realtime',
    settings: [
      {
        name: 'PUSHER_APP_ID',
        needed: outsideServer,
        example: '123456',
        purpose: 'Set all three keys, or none: then the built-in server runs beside the app.',
      },
      { name: 'PUSHER_KEY', needed: outsideServer, example: 'app-key', purpose: 'The public key of the app.' },
      { name: 'PUSHER_SECRET', needed: outsideServer, example: 'app-secret', purpose: 'Signs what the app sends.' },
      { name: 'PUSHER_CLUSTER', needed: 'Pusher Channels', example: 'eu', purpose: "Pusher's cluster." },
      {
        name: 'PUSHER_HOST',
        example: 'ws.cafe.example',
        purpose: 'The host of another server of the Pusher protocol, instead of a cluster. Without scheme or port.',
      },
      {
        name: 'PUSHER_PORT',
        example: '6001',
        purpose: 'The port of that host; without a host, the port of the built-in server (6001).',
      },
      {
        name: 'PUSHER_USE_TLS',
        example: 'true',
        purpose: '`true` or `false`: does that host speak TLS? Port 443 does.',
      },
      {
        name: 'REALTIME_PUBLIC_URL',
        example: 'wss://live.example',
        purpose:
          "Where browsers open their socket, when it is neither where the app triggers events nor an https site's own origin. See docs/realtime.md.",
      },
      {
        name: 'REALTIME_CLIENT_IP_HEADER',
        example: 'X-Real-IP',
        purpose: 'The same as `CLIENT_IP_HEADER`, for a realtime server behind another proxy than the app.',
      },
      {
        name: 'REALTIME_CONNECTIONS_PER_ADDRESS',
        example: '500',
        purpose: 'Connections that one address may open to the built-in server (500; 0: no limit).',
      },
      {
        name: 'REALTIME_ACTIVITY_TIMEOUT',
        example: '30',
        purpose: 'Seconds of silence before the built-in server pings a connection (30).',
      },
      {
        name: 'REALTIME_METRICS_PORT',
        example: '9091',
        purpose: 'A port on 127.0.0.1 for `GET /metrics` of the built-in server. Unset: off.',
      },
      {
        name: 'REALTIME_LOG_LEVEL',
        example: 'info',
        purpose: '`debug`, `info`, `warn`, `error` or `silent`, for the built-in server.',
      },
    ],
  },
  {
    title: 'Email',
    settings: [
      {
        name: 'RESEND_API_KEY',
        needed: publicSite,
        example: 're_your_key',
        purpose: 'Sends email through Resend. In local mode without it, email stays in the outbox.',
      },
      {
        name: 'MAIL_FROM',
        needed: publicSite,
        example: 'VirtualCafe <hello@cafe.example>',
        purpose: 'The sender of every email.',
      },
    ],
  },
  {
    title: 'Logging in with another account',
    settings: [
      { name: 'GOOGLE_CLIENT_ID', example: 'client-id', purpose: 'Logging in with Google; together with the secret.' },
      { name: 'GOOGLE_CLIENT_SECRET', example: 'client-secret', purpose: 'Goes with `GOOGLE_CLIENT_ID`.' },
      {
        name: 'GOOGLE_ISSUER',
        example: 'https://accounts.google.com',
        purpose: 'Another OpenID Connect issuer that behaves like Google.',
      },
      { name: 'GITHUB_CLIENT_ID', example: 'client-id', purpose: 'Logging in with GitHub; together with the secret.' },
      { name: 'GITHUB_CLIENT_SECRET', example: 'client-secret', purpose: 'Goes with `GITHUB_CLIENT_ID`.' },
      { name: 'GITHUB_URL', example: 'https://github.com', purpose: 'A GitHub server of your own.' },
    ],
  },
  {
    title: 'Tutor',
    settings: [
      {
        name: 'GEMINI_API_KEY',
        needed: 'the tutor',
        example: 'your-key',
        purpose:
          'The key with which the tutor asks Gemini; Google AI Studio (https://aistudio.google.com/apikey) gives one. Unset: the tutor says that it is not configured.',
      },
      {
        name: 'GEMINI_MODEL',
        example: 'gemini-flash-latest',
        purpose: 'The model that answers (`gemini-flash-latest`).',
      },
      {
        name: 'GEMINI_BASE_URL',
        example: 'https://generativelanguage.googleapis.com',
        purpose: 'Where the Gemini API is spoken, when it is not at Google: a gateway of your own.',
      },
      {
        name: 'TUTOR_PROVIDER',
        example: 'gemini',
        purpose:
          'How it is asked: `gemini`, through the package of Google (the default), or `gemini-rest`, without it. `scripted` has fixed answers for tests, and only local mode accepts it.',
      },
      {
        name: 'TUTOR_DAILY_QUESTIONS',
        example: '40',
        purpose: 'Questions that one person may ask the tutor a day (40).',
      },
      {
        name: 'TUTOR_DAILY_TOKENS',
        example: '2000000',
        purpose:
          'Tokens that the tutor of the whole site may use a day, in questions and answers (2,000,000; 0 switches the tutor off).',
      },
    ],
  },
  {
    title: 'Running it',
    settings: [
      { name: 'PORT', example: '3000', purpose: 'What `--port` sets.' },
      { name: 'DATA_DIR', example: '.data', purpose: 'What `--data-dir` sets.' },
      { name: 'WEB_CONCURRENCY', example: '1', purpose: 'What `--processes` sets.' },
      {
        name: 'CRON_SECRET',
        needed: severalMachines,
        example: 'at-least-16-characters',
        purpose:
          'At least 16 characters; the cron routes expect `Authorization: Bearer …` with it. Unset: `npm start` makes one and calls the routes itself.',
      },
      {
        name: 'CRON_ROOMS_SECONDS',
        example: '15',
        purpose:
          'How often `npm start` calls `/api/cron/rooms`. Each job in `server/scheduler.ts` has such a setting, named after the end of its path.',
      },
      { name: 'LOG_LEVEL', example: 'info', purpose: '`debug`, `info`, `warn` or `error`.' },
    ],
  },
  {
    title: testsTitle,
    settings: [
      {
        name: 'TEST_DATABASE_URL',
        example: 'postgres://user:password@localhost/test',
        purpose: 'A PostgreSQL server for the tests, instead of a throw-away one.',
      },
      {
        name: 'TEST_PASSWORD_COST',
        example: 'low',
        purpose: '`low`: tests hash passwords at a fraction of the cost. Only local mode accepts it.',
      },
    ],
  },
]
