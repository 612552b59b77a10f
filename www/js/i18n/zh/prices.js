/** Words of Prices. */
export default {
  'prices.eyebrow': '{day}价格 · {vendors} 家厂商',
  'prices.answer': '每百万 token 的读取价格为 **{low} 至 {high}**，写出价格为 **{outLow} 至 {outHigh}**。',
  'prices.lead': '每个价格都注明来源、核对日期以及一致的来源数。已公布的调价在生效前就列在表中。',
  'prices.changed': '本月有变动',
  'prices.colIn': '输入',
  'prices.colRead': '缓存读取',
  'prices.colWrite': '缓存写入',
  'prices.colOut': '输出',
  'prices.colYear': '输入价，12 个月',
  'prices.colContext': '上下文',
  'prices.colSource': '核对日期',
  'prices.unit': '每百万 token',
  'prices.steady': '12 个月内无变动',
  'prices.yearText': '12 个月内的输入价：{steps}',
  'prices.none': '未公布',
}
