import numpy as np

from grader.metrics.drawn import find_decoded

RNG = np.random.default_rng(0)
DECODED = RNG.random((6, 28, 28)).astype(np.float32)


def test_pictures_are_told_by_their_codes_in_the_order_of_the_figure() -> None:
    figure = np.stack([DECODED[4], RNG.random((28, 28)), DECODED[1]])
    (found,) = find_decoded([figure], DECODED)
    assert found.pictures.tolist() == [0, 2]
    assert found.codes.tolist() == [4, 1]


def test_rounding_to_eight_bits_is_no_difference_and_noise_is() -> None:
    rounded = np.rint(255 * DECODED[:2]) / 255
    assert find_decoded([rounded], DECODED)[0].codes.tolist() == [0, 1]
    assert find_decoded([DECODED[:2] + 0.05 * RNG.normal(size=(2, 28, 28))], DECODED) == []


def test_what_lies_beyond_black_and_white_is_drawn_as_these() -> None:
    beyond = 3 * DECODED - 1
    assert find_decoded([np.clip(beyond, 0, 1)], beyond)[0].codes.tolist() == list(range(6))


def test_codes_that_decode_to_the_same_picture_are_used_one_after_the_other() -> None:
    same = np.repeat(DECODED[:1], 3, axis=0)
    assert sorted(find_decoded([same], same)[0].codes.tolist()) == [0, 1, 2]


def test_nothing_decoded_and_nothing_drawn() -> None:
    assert find_decoded([DECODED], DECODED[:0]) == []
    assert find_decoded([DECODED[:0]], DECODED) == []
