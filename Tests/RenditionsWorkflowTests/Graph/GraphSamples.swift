import RenditionsWorkflow

/// Documents that pictures are made of.
enum GraphSamples {
    /// Every type of state, nested branches, a loop, and catchers.
    static let everything = """
        {"StartAt": "probe", "States": {
          "probe": {"Type": "Task", "Resource": "arn:aws:lambda:eu-central-1:1:function:look", "TimeoutSeconds": 3600,
            "Retry": [{"ErrorEquals": ["Store.unavailable"], "MaxAttempts": 2, "IntervalSeconds": 1}],
            "Catch": [{"ErrorEquals": ["Image.refused", "Image.tooLarge"], "Next": "refuse"},
              {"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "note"}], "Next": "by-size"},
          "by-size": {"Type": "Choice", "Choices": [
              {"Variable": "$.width", "NumericGreaterThan": 10000, "Next": "work"},
              {"And": [{"Variable": "$.kind", "StringEquals": "draft"},
                {"Not": {"Variable": "$.owner", "IsPresent": true}}], "Next": "skip"},
              {"Variable": "$.busy", "BooleanEquals": true, "Next": "pause"}], "Default": "work"},
          "pause": {"Type": "Wait", "Seconds": 1, "Next": "by-size"},
          "skip": {"Type": "Pass", "Result": {"skipped": true}, "Next": "done"},
          "work": {"Type": "Parallel", "Branches": [
              {"StartAt": "each", "States": {"each": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2,
                "ItemProcessor": {"StartAt": "render", "States": {
                  "render": {"Type": "Task", "Resource": "arn:aws:lambda:eu-central-1:1:function:render", "Next": "keep"},
                  "keep": {"Type": "Pass", "End": true}}}, "End": true}}},
              {"StartAt": "analyse", "States": {
                "analyse": {"Type": "Task", "Resource": "arn:aws:lambda:eu-central-1:1:function:analyse",
                  "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "without"}], "End": true},
                "without": {"Type": "Pass", "End": true}}}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "note"}], "Next": "done"},
          "note": {"Type": "Task", "Resource": "arn:aws:lambda:eu-central-1:1:function:note", "Next": "refuse"},
          "refuse": {"Type": "Fail", "Error": "Image.failed", "Cause": "See the record."},
          "done": {"Type": "Succeed"}}}
        """

    /// States that lead to themselves in several ways.
    static let loops = """
        {"StartAt": "again", "States": {
          "again": {"Type": "Choice", "Choices": [
              {"Variable": "$.n", "NumericLessThan": 3, "Next": "again"},
              {"Variable": "$.n", "NumericEquals": 3, "Next": "again"},
              {"Variable": "$.n", "NumericEquals": 4, "Next": "both"}], "Default": "last"},
          "both": {"Type": "Parallel", "Branches": [{"StartAt": "one", "States": {"one": {"Type": "Pass", "End": true}}},
              {"StartAt": "two", "States": {"two": {"Type": "Pass", "End": true}}}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "both"}], "Next": "middle"},
          "middle": {"Type": "Choice", "Choices": [{"Variable": "$.n", "IsNull": true, "Next": "both"}],
            "Default": "last"},
          "last": {"Type": "Choice", "Choices": [{"Variable": "$.n", "IsNull": true, "Next": "again"},
              {"Variable": "$.n", "IsString": true, "Next": "middle"}], "Default": "done"},
          "done": {"Type": "Succeed"}}}
        """

    /// Names that mean something to Mermaid, Markdown, HTML or XML.
    static let namesFromHell = [
        "end", "a \"quoted\" name", "[brackets] {braces} (round)", "two\nlines\r\nand\ttabs", "<b>bold</b> & <script>",
        "1. list", "- dash", "# heading", "`code`", "fa:fa-user", "a|b", "a-->b", "%% comment", "#quot;", "&amp;",
        "]]>",
        "👩‍👩‍👧 family 😀", "日本語の名前", "\u{1}\u{7F}", " ", "graph TD; x-->y", "subgraph", "click x call y()", "_under_ *star*",
        "a very long name of a state that goes on and on, up to the eighty characters..", "$$math$$", "\\n \\",
        "::: class",
        "e\u{301}", "<br/>", "click", "'single'", "\u{FFFE}", "--", "~~~",
    ]
}
