/** What labels called a publication, and what it is called now; both in title case. */
export const RENAMED_PUBLICATIONS = [
  ['Characteristics Of Children In Need', 'Children In Need'],
  ['Graduate Outcomes (Leo): Provider Level Data', 'Leo Graduate Outcomes Provider Level Data'],
  ['Level 2 And 3 Attainment By Young People Aged 19', 'Level 2 And 3 Attainment Age 16 To 25'],
  ['Neet Annual Brief', 'Neet Age 16 To 24'],
  [
    'Participation In Education And Training And Employment',
    'Participation In Education, Training And Employment Age 16 To 18',
  ],
  [
    'Attendance In Education And Early Years Settings During The Coronavirus (Covid-19) Outbreak',
    'Attendance In Education And Early Years Settings During The Coronavirus (Covid-19) Pandemic',
  ],
  [
    'Permanent And Fixed-Period Exclusions In England',
    'Permanent Exclusions And Suspensions In England',
  ],
] as const
