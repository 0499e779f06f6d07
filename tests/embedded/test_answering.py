"""Which request an answer belongs to."""

from __future__ import annotations

from tests.embedded.conftest import World


def test_an_answer_names_its_request(world: World) -> None:
    """The name comes back as it was sent, also with a refusal; who gave none gets none."""
    dana = world.client("dana")

    assert dana.get("/probe", headers={"Portal-Request": "abc"}).headers["portal-request"] == "abc"
    assert dana.get("/nowhere", headers={"Portal-Request": "d"}).headers["portal-request"] == "d"
    assert "portal-request" not in dana.get("/probe").headers


def test_a_name_without_an_end_does_not_come_back(world: World) -> None:
    """It is no way to make the portal say things at length."""
    answer = world.client("dana").get("/probe", headers={"Portal-Request": "x" * 101})

    assert (answer.status_code, "portal-request" in answer.headers) == (200, False)
