import { createHash, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'

export type Certificate = {
  /** PEM. */
  key: string
  cert: string
  /** Where they lie as files: for NODE_EXTRA_CA_CERTS, and for servers that are configured by files. */
  keyFile: string
  certFile: string
  /** SHA-256 of its public key, as Chromium's `--ignore-certificate-errors-spki-list` wants it. */
  publicKeyHash: string
  /** Removes the files. */
  remove(): void
}

/** A certificate for these names that nobody has signed but itself: who is given it as an authority trusts it. */
export async function makeCertificate(names: readonly string[]): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: names[0] ?? 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: names.map(alternativeName) },
    ],
  })
  const folder = mkdtempSync(join(tmpdir(), 'cafe-certificate-'))
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  writeFileSync(keyFile, key, { mode: 0o600 })
  writeFileSync(certFile, cert)
  const publicKey = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' })
  const publicKeyHash = createHash('sha256').update(publicKey).digest('base64')
  const remove = () => rmSync(folder, { recursive: true, force: true })
  return { key, cert, keyFile, certFile, publicKeyHash, remove }
}

function alternativeName(name: string) {
  return /^[\d.]+$/.test(name) ? { type: 7 as const, ip: name } : { type: 2 as const, value: name }
}
