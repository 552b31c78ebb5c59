import { routes } from '@/lib/routes'

/** Where somebody's picture is; null without one. `digest`: of the picture, which may be kept by browsers for ever. */
export const avatarUrlOf = (username: string, digest: string | null): string | null =>
  digest ? routes.avatar(username, digest) : null
