"""What moto does otherwise than AWS, mended. Each part takes the place of methods of moto once, at the start."""

from ..world import World
from . import events, gateways, identity, lambdas, s3_events, s3_multipart, s3_objects, sqs, states


def apply(world: "World") -> None:
    s3_objects.apply()
    s3_multipart.apply()
    s3_events.apply(world)
    sqs.apply()
    identity.apply()
    gateways.apply()
    lambdas.apply(world)
    states.apply(world)
    events.apply(world)
