/** Titles that publications had when their old labels were sent, by today's slug. */
export const formerTitles: ReadonlyMap<string, string> = new Map([
  ['children-in-need', 'Characteristics of children in need'],
  ['graduate-outcomes-leo-provider-level-data', 'Graduate outcomes (LEO): provider level data'],
  [
    'level-2-and-3-attainment-by-young-people-aged-19',
    'Level 2 and 3 attainment by young people aged 19',
  ],
  ['neet-statistics-annual-brief', 'NEET annual brief'],
  [
    'participation-in-education-and-training-and-employment',
    'Participation in education and training and employment',
  ],
  [
    'attendance-in-education-and-early-years-settings-during-the-coronavirus-covid-19-outbreak',
    'Attendance in education and early years settings during the coronavirus (COVID-19) outbreak',
  ],
  [
    'suspensions-and-permanent-exclusions-in-england',
    'Permanent and fixed-period exclusions in England',
  ],
])
