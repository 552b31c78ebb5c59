import { MissingRoom } from '@/components/rooms/missing-room'

export default function RoomNotFound() {
  return <MissingRoom />
}
