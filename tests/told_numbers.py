"""Numbers as people tell them, from three of the open interviews: street lights, laundries, roofs."""

HEAD = "format: 2\ncompany: {name: Muster}\nassessment: {date: 2026-11-02}\n"

STREET_LIGHTS = """\
figures:
  funnel:
    - {period: 2026-Q2, inquiries: 410, mql: 195, accepted: 121, rejected: 52, untouched: 22, sql: 58,
       opportunities: 41, won: 9, within_limit: just under 80 %, limit: 2 d}
    - {period: 2026-Q3, inquiries: 438, mql: 180, accepted: 92, rejected: 58, untouched: 30, sql: 44,
       opportunities: 33, won: 6, within_limit: 70 %, limit: 2 d}
  rates:
    - {figure: accepted_of_mql, value: 61 %, trend: stable, said_by: Mr Krug, basis: heard}
    - {figure: answered_within, value: all, within: 2 d, said_by: Mr Krug, basis: heard}
"""
LAUNDRIES = """\
figures:
  funnel:
    - {period: first half of 2026, inquiries: 1310, mql: 296, accepted: 249, rejected: 35, untouched: 12, sql: 131,
       opportunities: 97, won: 27, median_response: 19 h}
    - {period: second half of 2025, inquiries: 1240, mql: 310, accepted: 242, rejected: 51, untouched: 17, sql: 118,
       opportunities: 84, won: 22, median_response: 31 h}
"""
ROOFS = """\
figures:
  funnel:
    - {per: month, inquiries: rund 1.100, mql: 300, untouched: gut 20}
  rates:
    - {figure: accepted_of_mql, value: 9 von 10, said_by: CRO}
    - {figure: untouched_of_mql, value: nie, said_by: CRO}
"""
