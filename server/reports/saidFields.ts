/** What a report says and who made that, as the store of reports and that of their earlier versions both keep it. */
export const saidFields = {
  number: { type: Number, required: true },
  title: { type: String, required: true },
  subtitle: String,
  actions: { type: [String], required: true },
  addressee: String,
  findings: { type: [String], required: true },
  evidence: { type: [String], required: true },
  template: String,
  changed: { type: { _id: false, by: String, at: Date }, required: false },
}
