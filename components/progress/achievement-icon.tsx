import {
  Anchor,
  Armchair,
  Award,
  Bird,
  BookOpen,
  CalendarCheck,
  ClipboardCheck,
  Coffee,
  DoorOpen,
  Flame,
  Gem,
  HeartHandshake,
  Hourglass,
  Library,
  type LucideIcon,
  Mountain,
  Pencil,
  Sprout,
  Star,
  Sun,
  Sunrise,
  TrendingUp,
  Trophy,
  Users,
} from 'lucide-react'
import { cn } from '@/components/ui/cn'

const icons: Record<string, LucideIcon> = {
  anchor: Anchor,
  armchair: Armchair,
  bird: Bird,
  'book-open': BookOpen,
  'calendar-check': CalendarCheck,
  'clipboard-check': ClipboardCheck,
  coffee: Coffee,
  'door-open': DoorOpen,
  flame: Flame,
  gem: Gem,
  'heart-handshake': HeartHandshake,
  hourglass: Hourglass,
  library: Library,
  mountain: Mountain,
  pencil: Pencil,
  sprout: Sprout,
  star: Star,
  sun: Sun,
  sunrise: Sunrise,
  'trending-up': TrendingUp,
  trophy: Trophy,
  users: Users,
}

/** The medal of an achievement: lit when it is owned. `icon` is the name it was seeded with. */
export function AchievementIcon({ icon, isOwned, className }: { icon: string; isOwned: boolean; className?: string }) {
  const Icon = icons[icon] ?? Award
  return (
    <span
      aria-hidden="true"
      className={cn(
        'grid size-12 shrink-0 place-items-center rounded-full border',
        isOwned ? 'border-accent bg-accent-soft text-accent' : 'border-glass-line bg-wash text-ink-faint',
        className,
      )}
    >
      <Icon strokeWidth={1.75} className="size-5.5" />
    </span>
  )
}
