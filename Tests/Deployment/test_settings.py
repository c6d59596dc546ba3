"""What Terraform makes of settings, without making anything."""

from __future__ import annotations

import re
import unittest
from typing import Any

import settings
import test_documents
from deployment import SOURCES, Deployment

here: Deployment


def setUpModule() -> None:
    global here
    here = Deployment()
    unittest.addModuleCleanup(here.end)
    here.use_stand_in()
    here.terraform.run("init", "-no-color")


def refusal(**variables: Any) -> list[str]:
    """- Returns: what Terraform finds wrong, each error in one line."""
    given = {name: settings.written(value) for name, value in variables.items()}
    said = here.terraform.change("plan", "-refresh=false", fine=(1,), **given)
    return [" ".join(part.replace("│", " ").split()) for part in said.split("Error: ")[1:]]


class Settings(unittest.TestCase):
    def test_settings_that_make_no_sense_are_refused(self):
        for values in settings.rounds():
            said = refusal(**{name: value for name, (value, _) in values.items()})
            for name, (value, text) in values.items():
                with self.subTest(name, value=value):
                    # Of each variable by itself, since several are told of the same.
                    about = [part for part in said if f"var.{name} " in part or f"var.{name}." in part]
                    self.assertTrue([part for part in about if "Invalid value for variable" in part and text in part], said)

    def test_settings_that_do_not_go_together_are_refused(self):
        for values, texts in settings.TOGETHER:
            said = refusal(**values)
            for text in texts:
                self.assertTrue([part for part in said if text in part], f"{text} is not said, but {said}")

    def test_every_setting_has_wrong_values(self):
        # Of the other two there is nothing that could be wrong.
        self.assertEqual(set(settings.wrong()) | {"keep_data", "manage_lifecycle"}, {
            name for kind, name in test_documents.declared() if kind == "variable"
        })  # fmt: skip

    def test_the_example_can_be_planned(self):
        example = SOURCES / "example.tfvars"
        endpoint = f"-var=endpoint={here.terraform.variables['endpoint']}"
        text = here.terraform.run("plan", "-no-color", f"-var-file={example}", endpoint).stdout
        for found in (
            "s3://photos-live-originals-", '"recipe.json"', "-eu-central-1/photos/", ":on-call", '"https://photos.example.org"',
            ", 0 to change, 0 to destroy.",
        ):  # fmt: skip
            self.assertTrue(found in text, found)

    def test_all_functions_have_the_same_recipe(self):
        text = here.terraform.change("plan", "-refresh=false", recipe="recipes/shop.json")
        self.assertEqual(len(re.findall(r'\+ "RENDITIONS_RECIPE"\s+= "recipes/shop.json"', text)), 3)


if __name__ == "__main__":
    unittest.main()
