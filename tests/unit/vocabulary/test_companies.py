"""Legal forms at the end of a company's name."""

import pytest

from ats.vocabulary.companies import company_words, find_legal_form, without_legal_form


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Muster GmbH & Co. KG", "Muster"),
        ("Muster UG (haftungsbeschränkt)", "Muster"),
        ("Exemple Conseil SAS", "Exemple Conseil"),
        ("Ejemplo Software, S.L.", "Ejemplo Software"),
        ("Przykład Sp. z o.o.", "Przykład"),
        ("Sample Labs Private Limited", "Sample Labs"),
        ("Sample, Inc.", "Sample"),
        ("Sample Co., Ltd.", "Sample"),
        ("Esempio S.p.A.", "Esempio"),
        ("Örnek A.Ş.", "Örnek"),
        ("GmbH", "GmbH"),
    ],
)
def test_a_legal_form_is_taken_off(name: str, bare: str) -> None:
    assert without_legal_form(name) == bare


@pytest.mark.parametrize("text", ["worked there as", "de 2019 a co", "Acme", "to be or se"])
def test_ordinary_words_are_no_legal_form(text: str) -> None:
    assert find_legal_form(text) is None


def test_the_place_of_the_form_is_given() -> None:
    assert find_legal_form("Boreal AB") == (7, 9)


def test_words_of_companies_are_counted() -> None:
    assert company_words("Sample Technologies Group") == 2
    assert company_words("Anna Nowak") == 0
