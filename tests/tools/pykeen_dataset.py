"""Find our dataset through PyKEEN's entry points, train a small model for one epoch, and count."""

import json
import os
import sys

sys.path[:0] = sys.argv[1:3]  # the package, and what its installation says of its entry points
os.environ["PYSTOW_HOME"] = f"{sys.argv[2]}/home"  # where PyKEEN keeps copies

from pykeen.datasets import dataset_resolver, get_dataset  # noqa: E402
from pykeen.pipeline import pipeline  # noqa: E402
from pykeen.triples import TriplesFactory  # noqa: E402

from bonekg.exports.embedding import BoneKG  # noqa: E402

dataset = get_dataset(dataset="bonekg")
files = [TriplesFactory.from_path(f"{sys.argv[3]}/{name}.tsv") for name in ("triples", "train")]
done = pipeline(
    dataset=BoneKG(),
    model="TransE",
    model_kwargs={"embedding_dim": 8},
    training_kwargs={"num_epochs": 1, "use_tqdm": False, "use_tqdm_batch": False},
    evaluation_kwargs={"use_tqdm": False},
    random_seed=1,
    device="cpu",
)
print(
    json.dumps(
        {
            "class": dataset_resolver.lookup("bonekg").__module__,
            "entities": dataset.num_entities,
            "relations": dataset.num_relations,
            "parts": [
                part.num_triples for part in (dataset.training, dataset.testing, dataset.validation)
            ],
            "files": [factory.num_triples for factory in files],
            "inverse": get_dataset(
                dataset="bonekg", dataset_kwargs={"create_inverse_triples": True}
            ).training.num_relations,
            "losses": len(done.losses),
            "first": [
                str(x) for x in dataset.training.label_triples(dataset.training.mapped_triples)[0]
            ],
        }
    )
)
