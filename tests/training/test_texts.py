import pytest

from api.training.evidence import LevelEvidence
from api.training.needs import Reason, ReasonKind, rank_needs
from api.training.rules import Exclusion
from api.training.stored import reasons_from_json, reasons_to_json
from api.training.texts import EXCLUSION_TEXTS, explanation, headline, reason_text
from tests.training.examples import KB_20, F, evidence, value


class TestTexts:
    def test_the_headline_names_competency_value_item_and_figure(self) -> None:
        (need,) = rank_needs(evidence(KB_20))
        assert headline(need).id == "Komunikasi, karena KB butir 20: 2,7"
        assert headline(need).en == "Communication, because KB item 20: 2.7"

    def test_a_value_is_called_by_its_name_where_that_is_known(self) -> None:
        (need,) = rank_needs(evidence(KB_20))
        assert headline(need, "Kolaboratif").id == "Komunikasi, karena Kolaboratif butir 20: 2,7"

    def test_the_explanation_lists_every_number(self) -> None:
        (need,) = rank_needs(evidence(KB_20, levels=(LevelEvidence(3, target=2, recorded=1),)))
        assert explanation(need).id == "Komunikasi, karena KB butir 20: 2,7; KB: 2,8; tingkat tercatat 1 dari sasaran 2"

    def test_a_figure_from_the_superior_alone_says_so(self) -> None:
        reason = Reason(ReasonKind.VALUE, F("2.5"), F("3"), value="KB", superior_only=True)
        assert reason_text(reason) == ("KB (penilaian atasan): 2,5", "KB (superior's rating): 2.5")

    @pytest.mark.parametrize(
        ("figure", "shown"), [("2.75", "2,8"), ("2.94", "2,9"), ("2.95", "2,95"), ("2.999", "2,9990"), ("1", "1,0")]
    )
    def test_a_figure_below_the_standard_is_never_shown_as_the_standard(self, figure: str, shown: str) -> None:
        assert reason_text(Reason(ReasonKind.VALUE, F(figure), F("3"), value="KB")).id == f"KB: {shown}"

    def test_every_exclusion_can_be_explained(self) -> None:
        assert set(EXCLUSION_TEXTS) == set(Exclusion)

    def test_its_text_says_next_step_and_lowest_of_ones_own_values(self) -> None:
        (need,) = rank_needs(evidence(value("KB", "3.3")))
        assert headline(need) == (
            "Langkah berikutnya: Kerja Sama, karena KB: 3,3, terendah di antara nilai Anda "
            "(rata-rata dari penilai lain 3,9)",
            "Next step: Teamwork, because KB: 3.3, the lowest of your values (mean of the other raters 3.9)",
        )


class TestStored:
    def test_reasons_survive_being_stored_exactly(self) -> None:
        third = Reason(ReasonKind.LOWEST, F("10/3"), F("11/3"), value="KB", superior_only=True)
        (need,) = rank_needs(evidence(KB_20, levels=(LevelEvidence(3, target=2, recorded=1),)))
        reasons = (*need.reasons, third)
        assert reasons_from_json(reasons_to_json(reasons)) == reasons

    def test_reasons_of_another_schema_are_refused(self) -> None:
        with pytest.raises(ValueError, match="learning-reasons/1"):
            reasons_from_json({"schema": "learning-reasons/2", "reasons": []})
