import {
  advanceEscalations,
  type ChannelKey,
  composeMessages,
  type Database,
  type EscalationPlan,
  findMessages,
  followAlerts,
  type House,
  handOver,
  loadEscalationPlan,
  saveContact,
  usableChannels,
} from '@ioc/sql'

export const PLAN = loadEscalationPlan('hung-yen')

interface Who {
  unit: string
  role: string
  addresses?: Partial<Record<ChannelKey, string>>
}

/** Makes people who may be told, by their key. */
export async function people({ db, pool }: Database, who: Record<string, Who>): Promise<void> {
  for (const [key, { unit, role, addresses = {} }] of Object.entries(who)) {
    const unitId = (await pool.query('select id from unit where key = $1', [unit])).rows[0].id
    await saveContact(db, { key, name: key, unitId, role, addresses, simulated: false })
  }
}

/** What a dispatcher does in one turn, as if it were a moment. */
export async function dispatch(house: House, at: Date, plan: EscalationPlan = PLAN): Promise<void> {
  const ways = await usableChannels(house.db)
  while ((await followAlerts(house.db, plan)) > 0);
  await handOver(house.db, ways, at)
  while ((await advanceEscalations(house, plan, ways, at)) > 0);
  await composeMessages(house, plan, at)
}

/** Who was written to, in order: `lan in_app told`. */
export async function mail({ db }: Pick<House, 'db'>): Promise<string[]> {
  const messages = await findMessages(db, { limit: 10_000 })
  return messages
    .toReversed()
    .map(
      ({ contact, channel, letter }) =>
        `${contact} ${channel} ${letter.about === 'note' ? letter.headline : [...new Set(letter.groups.flatMap(({ lines }) => lines.map(({ kind }) => kind)))].join('+')}`,
    )
}
