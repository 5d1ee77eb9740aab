"""The trained weights: `encoder.onnx`, `vocabulary.npz`, `heads.npz`, `reader.json`, all made by `training`."""
