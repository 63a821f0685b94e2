"""What a model is made of, and what became of its code and its outputs."""

import numpy as np

from grader.diagnosis import Place
from grader.diagnosis.model.blur import blurred
from grader.diagnosis.model.collapse import collapsed
from grader.diagnosis.model.decoder import dense_decoder
from grader.diagnosis.model.penalty import penalty_on_weights
from grader.diagnosis.model.width import too_wide
from grader.exchange.evidence import Layer
from grader.i18n import render
from grader.measurement import Detection, Measured, Sparsity
from tests.diagnosis.submission import codes, event, measured, only, part, snapshot, symptoms, traced

CODE = measured().code
L1 = Layer(class_name="Dense", units=64, activity_regularizer="L1(0.001)")


def judged(of: Measured, *layers: Layer, task: str = "simple", lost: str = "reconstruction", source: str = "ae = 1"):
    model = snapshot(*layers, code_size=of.code_size)
    return symptoms(source, parts=[part(task, [traced()], lost=[lost] if lost else [], model=model, of=of)])


def test_a_code_that_is_the_same_for_every_image():
    finding = only(collapsed, judged(measured(code=np.zeros((200, 64), np.float32)), source="ae.fit(x, x)"))
    assert finding.code == "collapsed-code"
    assert finding.place == Place(1, "ae.fit(x, x)")
    assert "relu" in render(finding.cause, "en")


def test_a_penalty_that_killed_the_code():
    finding = only(collapsed, judged(measured(code=np.zeros((200, 64), np.float32)), L1))
    assert "L1(0.001)" in render(finding.cause, "en")


def test_a_code_that_is_constant_but_not_zero():
    finding = only(collapsed, judged(measured(code=np.full((200, 64), 1.5, np.float32))))
    assert "trainable" in render(finding.fix, "en")


def test_the_same_image_from_codes_that_differ():
    assert (
        only(collapsed, judged(measured(reconstructions=np.full((200, 28, 28), 0.5, np.float32)))).code
        == "constant-output"
    )


def test_a_code_that_a_few_odd_images_still_move():
    code = np.zeros((200, 64), np.float32)
    code[7, :9] = CODE[7, :9]
    finding = only(collapsed, judged(measured(code=code), L1))
    assert finding.code == "collapsed-code"
    assert finding.measured is not None
    assert render(finding.measured, "en") == "99.5 % of the test images have the same code"


def test_a_code_that_lives():
    assert codes(collapsed, judged(measured())) == []


def test_a_code_that_died_where_nothing_was_lost():
    assert codes(collapsed, judged(measured(code=np.zeros((200, 64), np.float32)), lost="")) == []


def sparse(dead: int) -> Sparsity:
    code = CODE.copy()
    code[:, :dead] = 0
    return measured(Sparsity, code=code, hoyer=0.9, near_zero=0.9, dead=dead / 64)


def test_dead_units():
    finding = only(collapsed, judged(sparse(60), L1, task="sparse", lost="alive"))
    assert finding.code == "dead-units"
    assert finding.measured is not None
    assert render(finding.measured, "en") == "60 of 64 units"


def test_dead_units_that_the_rubric_expects():
    assert codes(collapsed, judged(sparse(40), L1, task="sparse", lost="")) == []


WIDE = measured(code=np.random.default_rng(1).normal(size=(200, 784)).astype(np.float32))


def test_a_code_as_wide_as_the_image():
    finding = only(too_wide, judged(WIDE, lost="code_size", source="latent_dim = 784\nae = build(latent_dim)"))
    assert finding.code == "code-too-wide"
    assert finding.place is not None
    assert finding.place.quote == "latent_dim = 784"


def test_a_way_around_the_code():
    layers = [Layer(class_name="Dense", units=64), Layer(class_name="Add")]
    assert only(too_wide, judged(WIDE, *layers, lost="code_size")).code == "skip-connection"


def test_a_narrow_code_of_another_size_is_not_too_wide():
    assert codes(too_wide, judged(measured(code=CODE[:, :3]), lost="code_size")) == []


def test_a_wide_denoiser_that_lost_nothing():
    assert codes(too_wide, judged(WIDE, task="denoising", lost="")) == []


DENSE = [Layer(class_name="Dense", units=units) for units in (32, 128, 784)]


def detector(*layers: Layer, effect: float | None = None, lost: str = "convolutional"):
    of = measured(Detection, decoder_effect=effect)
    return judged(of, *layers, task="detector", lost=lost, source="d = Dense(28 * 28, activation='sigmoid')")


def test_a_dense_decoder_and_what_it_costs():
    finding = only(dense_decoder, detector(*DENSE))
    assert finding.measured is not None
    assert "101,136 parameters" in render(finding.measured, "en")
    assert finding.place is not None
    assert "28 * 28" in finding.place.quote


def test_a_dense_encoder_with_a_convolutional_decoder():
    assert codes(dense_decoder, detector(*DENSE[:2], effect=3.0)) == []


def test_dense_layers_where_no_convolution_is_asked_for():
    assert codes(dense_decoder, judged(measured(), *DENSE)) == []


def smooth(amount: float) -> Measured:
    """Half the images' variance is left, and so much of their edges."""
    images = np.random.default_rng(2).random((200, 28, 28))
    for _ in range(2):
        images = (images + np.roll(images, 1, 1) + np.roll(images, 1, 2)) / 3
    made = images
    for _ in range(round(amount)):
        made = (made + np.roll(made, 1, 1) + np.roll(made, 1, 2)) / 3
    return measured(images=images.astype(np.float32), reconstructions=made.astype(np.float32))


def trained(of: Measured, losses: list[float], loss: str = "mse"):
    training = traced(event(losses=losses, loss=loss))
    lost = part("simple", [training], lost=["reconstruction"], model=snapshot(), of=of)
    return symptoms("ae.fit(x, x)", parts=[lost])


STILL = [0.05, 0.04, 0.0301, 0.0300, 0.0300, 0.0300]


def test_blurred_by_a_loss_that_stands_still():
    assert codes(blurred, trained(smooth(1), STILL)) == ["blurred"]


def test_sharp_edges_are_not_blurred():
    assert codes(blurred, trained(measured(), STILL)) == []


def test_a_loss_that_is_still_falling_says_nothing_of_blur():
    assert codes(blurred, trained(smooth(1), [0.05, 0.04, 0.03, 0.02, 0.01, 0.005])) == []


def test_cross_entropy_is_no_squared_error():
    assert codes(blurred, trained(smooth(1), STILL, "binary_crossentropy")) == []


def penalised(*layers: Layer, lost: str = "sparsity", name: str = "kernel_regularizer"):
    source = f"code = Dense(64, activation='relu', {name}=l1(0.001))"
    return judged(sparse(0), *layers, task="sparse", lost=lost, source=source)


def test_a_penalty_on_the_weights():
    finding = only(penalty_on_weights, penalised(Layer(class_name="Dense", units=64)))
    assert finding.code_fix == "Dense(64, activation='relu', activity_regularizer=l1(0.001))"


def test_a_penalty_on_the_activations():
    assert codes(penalty_on_weights, penalised(L1)) == []
    assert codes(penalty_on_weights, penalised(name="bias_regularizer")) == []
    assert codes(penalty_on_weights, penalised(lost="")) == []
