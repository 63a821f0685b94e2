"""What a notebook shows of its model: figures, and the ROC-AUC."""
