"""Where each weight comes from."""

from grader.exchange.evidence import Mixture
from grader.matching import Chain, Gap, Strand, chain
from tests.matching.events import event, snapshot, state


def drawn(name: str) -> bool:
    return True


def pasted(name: str) -> bool:
    return False


def test_a_trained_weight_goes_back_to_its_initialiser() -> None:
    events = [event(1, 0, [1], ["start"], ["a"], began=["start"]), event(2, 1, [1], ["a"], ["b"])]
    assert chain(snapshot(1, [1], ["b"]), events, [], drawn) == Chain((Strand(1, "drawn", (1, 2), False),))


def test_a_restored_epoch_is_a_trained_state() -> None:
    trained = event(1, 0, [1], ["start"], ["last"], epochs=["best"], began=["start"])
    assert chain(snapshot(1, [1], ["best"]), [trained], [], drawn).gaps == ()


def test_weights_of_another_model_bring_its_chain_along() -> None:
    events = [event(1, 0, [1], ["start"], ["a"], began=["start"]), event(2, 1, [2], ["a"], ["b"])]
    assert chain(snapshot(1, [2], ["b"]), events, [], drawn).strands == (Strand(1, "drawn", (1, 2), False),)


def test_a_loaded_model_has_variables_of_its_own() -> None:
    trained = event(1, 0, [1], ["start"], ["a"], began=["start"])
    assert chain(snapshot(1, [9], ["a"]), [trained], [], drawn).strands == (Strand(1, "drawn", (1,), False),)


def test_a_mean_of_trained_states_goes_back_through_them() -> None:
    trained = event(1, 0, [1], ["start"], ["b"], epochs=["a"], began=["start"])
    mean = Mixture(content=state("mean"), parts={state("a"): 0.5, state("b"): 0.5})
    assert chain(snapshot(0, [1], ["mean"]), [trained], [mean], drawn) == Chain((Strand(1, "drawn", (1,), True),))


def test_a_mean_with_something_unknown_is_a_gap() -> None:
    trained = event(1, 0, [1], ["start"], ["b"], began=["start"])
    mean = Mixture(content=state("mean"), parts={state("elsewhere"): 0.5, state("b"): 0.5})
    assert chain(snapshot(0, [1], ["mean"]), [trained], [mean], drawn).gaps == (Gap("end", 1),)


def test_values_that_no_training_left_are_a_gap() -> None:
    trained = event(1, 0, [1, 2], ["start", "zero"], ["a", "b"], began=["start", "zero"])
    assert chain(snapshot(1, [1, 2], ["pasted", "b"]), [trained], [], drawn).gaps == (Gap("end", 1),)


def test_a_first_training_that_begins_with_no_draws_is_a_gap() -> None:
    trained = event(1, 3, [1], ["start"], ["a"], began=["start"])
    found = chain(snapshot(3, [1], ["a"]), [trained], [], pasted)
    assert (found.strands, found.gaps) == ((Strand(1, "pasted", (1,), False),), (Gap("start", 1, 3),))


def test_pasted_weights_that_never_move_are_a_gap() -> None:
    trained = event(1, 3, [1, 2], ["start", "x"], ["start", "y"], began=["start", "x"])
    assert chain(snapshot(3, [1, 2], ["start", "y"]), [trained], [], pasted).gaps == (Gap("start", 2, 3),)


def test_weights_that_changed_between_two_trainings_are_a_gap() -> None:
    events = [
        event(1, 0, [1], ["start"], ["a"], began=["start"]),
        event(2, 2, [1], ["pasted"], ["b"], began=["pasted"]),
    ]
    asked: list[str] = []

    def only_the_first(name: str) -> bool:
        asked.append(name)
        return False

    assert chain(snapshot(2, [1], ["b"]), events, [], only_the_first).gaps == (Gap("between", 1, 2),)
    assert asked == ["arrays/0001.npy"]


def test_weights_drawn_anew_between_two_trainings_are_none() -> None:
    events = [
        event(1, 0, [1], ["start"], ["a"], began=["start"]),
        event(2, 2, [1], ["again"], ["b"], began=["again"]),
    ]
    assert chain(snapshot(2, [1], ["b"]), events, [], drawn) == Chain((Strand(1, "drawn", (2,), False),))


def test_a_beginning_that_was_not_recorded_is_unknown() -> None:
    trained = event(1, 0, [1], ["start"], ["a"])
    assert chain(snapshot(0, [1], ["a"]), [trained], [], drawn) == Chain((Strand(1, "unknown", (1,), False),))


def test_strands_are_counted_together() -> None:
    trained = event(1, 0, [1, 2], ["x", "y"], ["a", "b"], began=["x", "y"])
    assert chain(snapshot(0, [1, 2], ["a", "b"]), [trained], [], drawn).strands == (Strand(2, "drawn", (1,), False),)
