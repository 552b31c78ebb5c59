import type { NextConfig } from 'next'
import { builtFileHeaders, dataHeaders } from './lib/security-headers'
import { sourceHash } from './server/source-hash'

const config: NextConfig = {
  // `npm start` gives each build a folder of its own (server/build.ts).
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  // Machines with the same sources serve the same build: with another id each click on the next one would load anew.
  generateBuildId: () => sourceHash(process.cwd(), process.env),
  poweredByHeader: false,
  reactStrictMode: true,
  // Native addons are loaded by Node itself, never bundled.
  serverExternalPackages: ['better-sqlite3', 'better-sqlite3-napi', '@node-rs/argon2', 'sharp'],
  // Our pictures are small already: the optimiser would only be one more thing that strangers may ask.
  images: { unoptimized: true },
  // A picture of 2 MB and the form around it.
  experimental: { serverActions: { bodySizeLimit: '3mb' } },
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

export default config
