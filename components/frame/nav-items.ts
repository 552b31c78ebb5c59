import {
  Armchair,
  Award,
  CalendarDays,
  ChartColumn,
  GraduationCap,
  LampDesk,
  LayoutDashboard,
  type LucideIcon,
  Medal,
  Target,
  Users,
} from 'lucide-react'

/** A place in the main navigation. The order here is the order on screen. */
export type NavItem = {
  href: string
  label: string
  /** The word under the icon on phones, where six share the width; `label` when absent. */
  shortLabel?: string
  icon: LucideIcon
  /** Phones show at most five in the bar at the bottom; the rest are listed under "More". */
  isPrimary: boolean
}

/** The only list of places. A feature adds its own line when its page exists, never before. */
export const navItems: readonly NavItem[] = [
  { href: '/dashboard', label: 'Dashboard', shortLabel: 'Home', icon: LayoutDashboard, isPrimary: true },
  { href: '/study', label: 'Study', icon: LampDesk, isPrimary: true },
  { href: '/rooms', label: 'Rooms', icon: Armchair, isPrimary: true },
  { href: '/progress', label: 'Progress', icon: ChartColumn, isPrimary: true },
  { href: '/planner', label: 'Planner', icon: CalendarDays, isPrimary: true },
  { href: '/tutor', label: 'Tutor', icon: GraduationCap, isPrimary: false },
  { href: '/goals', label: 'Goals', icon: Target, isPrimary: false },
  { href: '/achievements', label: 'Achievements', icon: Award, isPrimary: false },
  { href: '/leaderboard', label: 'Leaderboard', icon: Medal, isPrimary: false },
  { href: '/partners', label: 'Study partners', icon: Users, isPrimary: false },
]

/** Whether `pathname` is the item's page or one below it. */
export function isCurrent(item: Pick<NavItem, 'href'>, pathname: string): boolean {
  return pathname === item.href || pathname.startsWith(`${item.href}/`)
}
