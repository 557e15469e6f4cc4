"""The words of hiring in several languages: degrees, spans of years, dates and roles; pure."""
