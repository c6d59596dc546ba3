extension AWSServer {
    /// What the emulator can be told and asked; other servers don't answer.
    package var control: EmulatorControl { EmulatorControl(endpoint: endpoint) }
}
