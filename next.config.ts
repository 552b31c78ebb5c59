import type { NextConfig } from 'next'
import { PHASE_PRODUCTION_BUILD } from 'next/constants'
import { builtFileHeaders, dataHeaders } from './lib/security-headers'
import { actionsKey, sourceHash } from './server/source-hash'

const config: NextConfig = {
  // `npm start` gives each build a folder of its own (server/build.ts).
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  // Native addons are loaded by Node itself, never bundled; ws looks for some of its own.
  serverExternalPackages: ['better-sqlite3', 'better-sqlite3-napi', '@node-rs/argon2', 'sharp', 'ws'],
  // Our pictures are small already: the optimiser would only be one more thing that strangers may ask.
  images: { unoptimized: true },
  // A picture of 2 MB and the form around it. What passes the proxy is kept in memory until it did: a little more, so
  // that what is too long is still refused as such, and not cut off.
  experimental: { serverActions: { bodySizeLimit: '3mb' }, proxyClientMaxBodySize: '4mb' },
  // The proxy sets the headers of pages; data and built files do not pass it.
  headers: async () => [
    {
      source: '/api/:path((?!auth/).*)',
      headers: Object.entries(dataHeaders).map(([key, value]) => ({ key, value })),
    },
    {
      source: '/_next/static/:path*',
      headers: Object.entries(builtFileHeaders).map(([key, value]) => ({ key, value })),
    },
  ],
}

/** Two builds of the same sources are to be the same also in the names of their server actions. */
export default function configure(phase: string): NextConfig {
  const root = process.cwd()
  if (phase === PHASE_PRODUCTION_BUILD) process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ||= actionsKey(root, process.env)
  // Machines with the same sources serve the same build: with another id each click on the next one would load anew.
  return { ...config, generateBuildId: () => sourceHash(root, process.env) }
}
