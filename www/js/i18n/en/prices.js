/** Words of Prices. */
export default {
  'prices.eyebrow': 'Prices of {day} · {vendors} vendors',
  'prices.answer': 'A million tokens cost **{low} to {high}** to read and **{outLow} to {outHigh}** to write.',
  'prices.lead': 'Every rate carries its source, the day it was checked and how many sources agree. An announced change stands in the table before it is in force.',
  'prices.changed': 'Changed this month',
  'prices.colIn': 'Input',
  'prices.colRead': 'Cache read',
  'prices.colWrite': 'Cache write',
  'prices.colOut': 'Output',
  'prices.colYear': 'Input, 12 months',
  'prices.colContext': 'Context',
  'prices.colSource': 'Checked',
  'prices.unit': 'per million tokens',
  'prices.steady': 'no change in 12 months',
  'prices.yearText': 'Input price over 12 months: {steps}',
  'prices.none': 'none published',
}
