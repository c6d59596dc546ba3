"""What can be said of the files by themselves."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unittest
from typing import Any

from deployment import ROOT, SOURCES

ROLES = ("tasks", "ingest", "api", "workflows")


def policies() -> dict[str, dict[str, Any]]:
    return {path.name.split(".")[0]: json.loads(path.read_text()) for path in (SOURCES / "policies").iterdir()}


class Policies(unittest.TestCase):
    def test_statements_have_names_of_their_own(self):
        for name, document in policies().items():
            sids = [statement["Sid"] for statement in document["Statement"]]
            self.assertEqual(len(sids), len(set(sids)), name)

    def test_none_is_broader_than_it_must_be(self):
        for role in ROLES:
            for statement in policies()[role]["Statement"]:
                self.assertFalse([action for action in statement["Action"] if "*" in action], statement)
                # These actions know no resources.
                if statement["Resource"] == "*":
                    self.assertIn(statement["Sid"], ("Trace", "DeliverLogs"))

    def test_a_linter_of_others_finds_nothing(self):
        from parliament import analyze_policy_string

        for role in ROLES:
            text = resolved((SOURCES / "policies" / f"{role}.json.tftpl").read_text())
            found = analyze_policy_string(text).findings
            # What services without resources can't avoid; and that an action is not for each kind of resource that it may have.
            rest = [f"{finding.issue}: {finding.detail}" for finding in found if finding.issue != "RESOURCE_STAR"]
            self.assertEqual([text for text in rest if not re.search(":(express|mapRun):", text)], [], role)

    def test_the_linter_would_find_something(self):
        from parliament import analyze_policy_string

        text = (SOURCES / "policies" / "tasks.json.tftpl").read_text()
        broken = resolved(text.replace("s3:GetObject", "s3:GetObjects"))
        self.assertIn("UNKNOWN_ACTION", {finding.issue for finding in analyze_policy_string(broken).findings})


def resolved(text: str) -> str:
    """With ARNs as they might be."""
    here = "us-east-1:123456789012"
    names = {
        "originals": "arn:aws:s3:::originals", "renditions": "arn:aws:s3:::renditions",
        "table": f"arn:aws:dynamodb:{here}:table/records", "queue": f"arn:aws:sqs:{here}:ingest",
        "log_group": f"arn:aws:logs:{here}:log-group:/aws/lambda/function", "tasks": f"arn:aws:lambda:{here}:function:tasks",
        "prefixes.originals": "", "prefixes.renditions": "renditions/", "prefixes.quarantine": "quarantine/",
        "prefixes.notes": "notes/",
    }  # fmt: skip
    names |= {f"{name}_dead": f"arn:aws:sqs:{here}:{name}-dead" for name in ROLES}
    for workflow in ("process-image", "erase-asset", "rerender-originals"):
        names[f"machines.{workflow}"] = f"arn:aws:states:{here}:stateMachine:{workflow}"
        names[f"executions.{workflow}"] = f"arn:aws:states:{here}:execution:{workflow}"
    return re.sub(r"\$\{([^}]+)\}", lambda found: names[found[1]], text)


class Sources(unittest.TestCase):
    def test_in_house_style(self):
        done = subprocess.run(
            ["terraform", "fmt", "-check", "-diff", "-recursive", str(SOURCES)], capture_output=True, text=True
        )
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_everything_is_documented(self):
        text = (ROOT / "Docs" / "Deploy.md").read_text()
        for kind, name in declared():
            with self.subTest(kind, name=name):
                self.assertIn(f"| `{name}` |", text)
        environment = re.findall(r"(RENDITIONS_\w+)\s+= ", "".join(path.read_text() for path in SOURCES.glob("*.tf")))
        self.assertGreater(len(environment), 5)
        for name in environment:
            self.assertIn(f"`{name}`", text)

    def test_the_tables_of_costs_are_what_the_formulas_give(self):
        for options in ([], ["--idle"]):
            command = [sys.executable, str(SOURCES / "cost.py"), *options]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            self.assertIn(f"\n{done.stdout.strip()}\n", (ROOT / "Docs" / "Deploy.md").read_text())

    def test_transitions_are_those_of_the_workflow(self):
        document = json.loads((SOURCES / "workflows" / "process-image.asl.json").read_text())
        entered, tasks = walked(document, {"situation": "current"})
        text = (SOURCES / "cost.py").read_text()
        self.assertIn(f"TRANSITIONS = {entered + 1} ", text)
        self.assertIn(f"TASKS = {tasks} ", text)

    def test_everything_has_a_description(self):
        blocks = [
            block
            for path in SOURCES.glob("*.tf")
            for block in re.split(r"^(?=\S)", path.read_text(), flags=re.M)
            if block.startswith(("variable", "output"))
        ]
        self.assertEqual(len(blocks), len(declared()))
        for block in blocks:
            self.assertIn("description = ", re.sub(r"\s+=", " =", block), block.splitlines()[0])

    def test_the_provider_is_one_alone(self):
        # Without a lock a range would be another program every month.
        found = re.findall(r'source\s+= "(\S+)"(?:\s+#.*)*\s+version\s+= "([^"]+)"', (SOURCES / "versions.tf").read_text())
        self.assertEqual([name for name, _ in found], ["hashicorp/aws"])
        self.assertRegex(found[0][1], r"^\d+\.\d+\.\d+$")


def walked(document: dict[str, Any], facts: dict[str, str]) -> tuple[int, int]:
    """How many states, and how many tasks among them, an execution enters that fails nowhere."""
    name, entered, tasks = document["StartAt"], 0, 0
    while name:
        state = document["States"][name]
        entered += 1
        tasks += state["Type"] == "Task"
        for branch in state.get("Branches", []):
            more = walked(branch, facts)
            entered, tasks = entered + more[0], tasks + more[1]
        rules = [rule for rule in state.get("Choices", []) if facts.get(rule["Variable"][2:]) == rule.get("StringEquals")]
        name = rules[0]["Next"] if rules else state.get("Next") or state.get("Default")
    return entered, tasks


def declared() -> list[tuple[str, str]]:
    return [
        (kind, name)
        for path in sorted(SOURCES.glob("*.tf"))
        for kind, name in re.findall(r'^(variable|output) "(\w+)"', path.read_text(), re.M)
    ]


if __name__ == "__main__":
    unittest.main()
