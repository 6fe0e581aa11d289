from dsr.core.errors import Conflict, Refused


def test_a_refusal_carries_its_sentence_and_reasons():
    refused = Refused("You cannot accept this referral yet.", ["No decision to join is recorded."])
    assert refused.sentence == str(refused) == "You cannot accept this referral yet."
    assert refused.reasons == ["No decision to join is recorded."]


def test_a_refusal_may_have_no_reasons():
    assert Refused("No.").reasons == []


def test_a_conflict_is_a_refusal():
    assert isinstance(Conflict("Somebody else changed this."), Refused)
