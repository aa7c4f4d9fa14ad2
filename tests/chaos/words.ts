/** The feeds of the rig: those that are asked, and the one that files are sent to. */
export const ASKED = ['chaos-1', 'chaos-2', 'chaos-3', 'chaos-4', 'chaos-5', 'chaos-6'] as const
/** Tells a dossier of each commune that falls overdue and is seen to. */
export const BEACON = 'chaos-beacon'
export const SENT = 'chaos-sent'

export const TILE = 'dossiers.received_today'
/** What walls of the rig show. */
export const TILES = [TILE, 'dossiers.completed_today', 'dossiers.overdue', 'dossiers.open_now', 'alerts.open']

/** Fires for a commune as soon as one dossier of it is overdue. */
export const RULE = {
  id: 'chaos-overdue',
  title: { vi: 'Hồ sơ quá hạn của xã', en: 'Overdue dossiers of a commune' },
  indicators: ['dossiers.overdue'],
  kinds: ['commune'],
  when: { is: 'threshold', levels: { critical: 0.5 } },
} as const
