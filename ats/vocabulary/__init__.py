"""The words of hiring in several languages: degrees, dates, roles and titles, companies, skills, places; pure."""
