/// The colours and fonts of a picture, for light and dark surroundings. Classes begin with `wf-`, because the styles of a
/// picture inside a page hold for the whole page.
struct SVGStyle {
    private struct Look {
        let light: String
        let dark: String
    }

    /// What each class looks like. Nothing is a variable, which some programs that draw SVG don't know.
    private static let looks: [(names: String, Look)] = [
        (".wf-page", Look(light: "fill:#ffffff;stroke:#d1d9e0", dark: "fill:#0d1117;stroke:#3d444d")),
        (".wf-box", Look(light: "fill:#f6f8fa;stroke:#818b98", dark: "fill:#151b23;stroke:#656c76")),
        (".wf-group", Look(light: "fill:#f6f8fa;stroke:#818b98", dark: "fill:#151b23;stroke:#656c76")),
        (".wf-branch", Look(light: "fill:#ffffff;stroke:#d1d9e0", dark: "fill:#0d1117;stroke:#3d444d")),
        (".wf-name,.wf-title,.wf-remark", Look(light: "fill:#1f2328", dark: "fill:#f0f6fc")),
        (".wf-note", Look(light: "fill:#59636e", dark: "fill:#9198a1")),
        (".wf-icon", Look(light: "stroke:#59636e", dark: "stroke:#9198a1")),
        (".wf-line", Look(light: "stroke:#6e7781", dark: "stroke:#8b949e")),
        (".wf-arrow,.wf-dot", Look(light: "fill:#6e7781", dark: "fill:#8b949e")),
        (".wf-ring", Look(light: "stroke:#6e7781", dark: "stroke:#8b949e")),
        (".wf-passed", Look(light: "fill:#dafbe1;stroke:#1a7f37", dark: "fill:#12261e;stroke:#3fb950")),
        (".wf-failed", Look(light: "fill:#ffebe9;stroke:#cf222e", dark: "fill:#2d1214;stroke:#f85149")),
        (".wf-running", Look(light: "fill:#ddf4ff;stroke:#0969da", dark: "fill:#0c2137;stroke:#4493f8")),
        (".wf-caught", Look(light: "fill:#fff1e5;stroke:#bc4c00", dark: "fill:#2a1a0b;stroke:#db6d28")),
        (".wf-stopped", Look(light: "fill:#fbefff;stroke:#8250df", dark: "fill:#1e152d;stroke:#ab7df8")),
        (".wf-missed", Look(light: "fill:none;stroke:#d1d9e0", dark: "fill:none;stroke:#3d444d")),
        (".wf-missed-text", Look(light: "fill:#818b98", dark: "fill:#656c76")),
        (".wf-missed-line", Look(light: "stroke:#d1d9e0", dark: "stroke:#3d444d")),
        (".wf-missed-arrow", Look(light: "fill:#d1d9e0", dark: "fill:#3d444d")),
        (".wf-taken-line", Look(light: "stroke:#1a7f37", dark: "stroke:#3fb950")),
        (".wf-taken-arrow", Look(light: "fill:#1a7f37", dark: "fill:#3fb950")),
        (".wf-caught-line", Look(light: "stroke:#bc4c00", dark: "stroke:#db6d28")),
        (".wf-caught-arrow", Look(light: "fill:#bc4c00", dark: "fill:#db6d28")),
    ]

    private static let shapes = """
        .wf-text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",Arial,sans-serif}
        .wf-title{font-size:16px;font-weight:600}
        .wf-name{font-size:13px;font-weight:600}
        .wf-note{font-size:11px}
        .wf-remark{font-size:11px;font-weight:600}
        .wf-icon{fill:none;stroke-width:1.4;stroke-linecap:round;stroke-linejoin:round}
        .wf-line{fill:none;stroke-width:1.4}
        .wf-ring{fill:none;stroke-width:1.4}
        .wf-catch{stroke-dasharray:5 4}
        .wf-taken-line,.wf-caught-line{stroke-width:2.4}
        .wf-failed,.wf-running,.wf-caught,.wf-stopped,.wf-passed{stroke-width:1.8}
        """

    static var text: String {
        let light = looks.map { "\($0.names){\($0.1.light)}" }.joined(separator: "\n")
        let dark = looks.map { "\($0.names){\($0.1.dark)}" }.joined(separator: "\n")
        return "\(light)\n\(shapes)\n@media (prefers-color-scheme:dark){\n\(dark)\n}"
    }
}
