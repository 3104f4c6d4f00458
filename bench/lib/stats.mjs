/** How figures are taken: five rounds, every contender in each, so that a machine that slows down slows them all. */

const ROUNDS = 5;

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Measures contenders in turn, round after round.
 * @param {Record<string, () => Promise<number>>} contenders
 * @param {number} [rounds]
 * @returns {Promise<Record<string, number[]>>} the figures of each contender, a round each
 */
export async function inTurn(contenders, rounds = ROUNDS) {
  const figures = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const [name, measure] of Object.entries(contenders)) figures[name].push(await measure());
  return figures;
}

/** The median over the rounds of `one / other`: two figures are only compared with their own round. */
export function ratio(one, other) {
  return median(one.map((figure, round) => figure / other[round]));
}
