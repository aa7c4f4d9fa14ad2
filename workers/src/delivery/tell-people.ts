import {
  advanceEscalations,
  composeMessages,
  type EscalationPlan,
  followAlerts,
  followIntoChecklists,
  type House,
  loadChecklists,
  usableChannels,
  watchChecklists,
  watchDirectives,
} from '@ioc/sql'

/**
 * Follows what has happened to alerts, goes up the chain where nobody sees to one, writes what is to be told, and watches directives and checklists. What
 * each does is done once, by whichever process.
 */
export async function tellPeople(house: House, plan: EscalationPlan, isClosed: () => boolean): Promise<void> {
  const { db, province } = house
  const ways = await usableChannels(db)
  while (!isClosed() && (await followAlerts(db, plan)) > 0);
  while (!isClosed() && (await advanceEscalations(house, plan, ways)) > 0);
  await composeMessages(house, plan)
  await watchDirectives(house, plan)
  const checklists = loadChecklists(province.key, plan)
  while (!isClosed() && (await followIntoChecklists(house, plan, checklists)) > 0);
  await watchChecklists(house, plan)
}
