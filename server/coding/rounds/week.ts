/** The Monday of a moment’s week, as 2026-11-23, in UTC. */
export function weekOf(at: Date): string {
  const days = (at.getUTCDay() + 6) % 7
  return new Date(at.getTime() - days * 86_400_000).toISOString().slice(0, 10)
}
