"""Positions in other languages than English."""

import pytest

from tests.unit.resumes.typed_work import work_of


def test_german_table_with_dates_on_the_left_leaves_out_parental_leave():
    text = """
Klara Brandner
BERUFSERFAHRUNG
04/2019 – heute	Projektleiterin
	Nordwind Energie GmbH & Co. KG, Bremen
	- Leitung eines Teams von 6 Personen
10/2014 – 03/2019	Bauingenieurin
	Ingenieurbüro Talbach, Oldenburg
	- Statik für Brücken
08/2012 – 09/2014	Elternzeit
"""
    assert work_of(text) == [
        ("Projektleiterin", "Nordwind Energie GmbH & Co. KG", "2019-04", None),
        ("Bauingenieurin", "Ingenieurbüro Talbach", "2014-10", "2019-03"),
    ]


def test_french_dates_before_titles_with_running_text():
    text = """
^Luc Ferrand
!EXPÉRIENCES PROFESSIONNELLES
!Depuis septembre 2020 : Chef de projet informatique
Société Valmont SARL – Lyon
Pilotage de projets de migration et encadrement de cinq développeurs.
!De janvier 2016 à août 2020 : Développeur web
Agence Pixelune – Grenoble
Conception de sites marchands et maintenance des applications existantes.
"""
    assert work_of(text, placed=True) == [
        ("Chef de projet informatique", "Société Valmont SARL", "2020-09", None),
        ("Développeur web", "Agence Pixelune", "2016-01", "2020-08"),
    ]


def test_spanish_employer_title_and_date_on_three_lines():
    text = """
Marta Cisneros
EXPERIENCIA LABORAL
Transportes Oropesa S.L. — Valencia
Jefa de logística
enero de 2018 – actualidad
• Coordinación de 20 rutas diarias
Almacenes Ribera S.A. — Castellón
Auxiliar administrativa
marzo de 2013 – diciembre de 2017
• Facturación y atención telefónica
"""
    assert work_of(text) == [
        ("Jefa de logística", "Transportes Oropesa S.L.", "2018-01", None),
        ("Auxiliar administrativa", "Almacenes Ribera S.A.", "2013-03", "2017-12"),
    ]


def test_polish_date_first_and_title_and_employer_in_one_line():
    text = """
Jan Wierzba
DOŚWIADCZENIE ZAWODOWE
od 06.2018 do nadal
Kierownik magazynu, Hurtownia Bławat Sp. z o.o., Łódź
– nadzór nad pracą 12 osób
09.2014 – 05.2018
Magazynier, Logis-Pol S.A., Pabianice
– kompletacja zamówień
"""
    assert work_of(text) == [
        ("Kierownik magazynu", "Hurtownia Bławat Sp. z o.o.", "2018-06", None),
        ("Magazynier", "Logis-Pol S.A.", "2014-09", "2018-05"),
    ]


@pytest.mark.parametrize(
    ("heading", "title", "employer", "period", "start", "end"),
    [
        (
            "ESPERIENZE LAVORATIVE",
            "Contabile",
            "Studio Rinaldi",
            "Gennaio 2015 – Febbraio 2019",
            "2015-01",
            "2019-02",
        ),
        (
            "EXPERIÊNCIA PROFISSIONAL",
            "Engenheiro de Software",
            "Lagoa Ltda.",
            "jan 2020 - atual",
            "2020-01",
            None,
        ),
        ("WERKERVARING", "Boekhouder", "Zonnebloem N.V.", "2015 - 2019", "2015", "2019"),
        ("ARBETSLIVSERFARENHET", "Systemutvecklare", "Norrsken Data AB", "mars 2018 – nu", "2018-03", None),
    ],
)
def test_other_languages(heading, title, employer, period, start, end):
    assert work_of(f"{heading}\n{title}\n{employer}\n{period}\n• abc\n") == [(title, employer, start, end)]
